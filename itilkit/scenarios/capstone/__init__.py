"""The capstone: four quarters that join mix, trust, stream, agreement and governance."""
