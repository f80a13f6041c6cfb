"""Web: the pages and addresses of customers, agents and trainers."""
