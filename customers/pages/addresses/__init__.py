"""The addresses of a customer: the list, what can be done with each, and changing where it is."""
