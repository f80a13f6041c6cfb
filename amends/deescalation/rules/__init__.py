"""The playbook's rules, one module for each kind of situation."""
