"""What gate_characteristics.py is made of."""
