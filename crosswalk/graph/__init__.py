"""The graph: values become triples, triples become a store, the store answers queries within limits."""
