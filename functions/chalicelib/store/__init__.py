"""DynamoDB: the only room that knows how things are kept; values in, values out."""
