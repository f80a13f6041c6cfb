"""Numbers of rows in an address: none beyond what the tables can hold reaches the database."""

from typing import Annotated

from fastapi import Path

LARGEST = 2**31 - 1

RowId = Annotated[int, Path(ge=1, le=LARGEST)]
