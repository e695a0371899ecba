"""The dialogue: eighteen turns with four people, and an agreement that has to live."""
