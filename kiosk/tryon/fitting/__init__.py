"""How each kind of piece sits on the body found in a picture."""
