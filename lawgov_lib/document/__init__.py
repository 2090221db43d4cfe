"""The document: a tree in which telling and publishing meet, read from Markdown, told as markup."""
