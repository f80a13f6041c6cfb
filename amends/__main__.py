"""Lets `python -m amends` be the same as the `amends` command."""

from amends.cli import main

if __name__ == "__main__":
    main()
