"""Other shops' offers: which attributes a title and a description name, as the words that stand there."""
