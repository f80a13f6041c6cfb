"""Actions: the doors through which the assistant reaches records and the shop, one thin file each."""
