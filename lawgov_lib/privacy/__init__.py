"""What must not be public: how it is recognised, masked in a record, kept from a final report."""
