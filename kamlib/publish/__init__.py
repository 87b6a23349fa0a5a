"""The edge to clients: pages that ask no other address for anything."""
