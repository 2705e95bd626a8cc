"""The vocabulary: each shape stands around 0,0 and is some 100 to 200 wide."""
