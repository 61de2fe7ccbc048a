//! The walls of the house: what may import what, what may stand where. A breach fails with the file and the line.
