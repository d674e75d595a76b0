"""Which posts answer a query, where, and why?"""
