"""`kiosk train graph`: a relational graph network over the knowledge, learnt by guessing links that were taken out."""
