"""What else is what was typed called? From words of a query to what the posts say."""
