"""Chat: the addresses that the widget on a customer's page speaks to."""
