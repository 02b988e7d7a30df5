"""What a school writes: a durable store of records, a register of evidence, growth records, and what they show."""
