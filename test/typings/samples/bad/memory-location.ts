// A text is no location, nor is a session.
// expect: TS2345
host.memory.readMemoryValues("0xffff8000", 16);
// expect: TS2345
host.memory.readMemoryValues(host.currentSession, 16);
// expect: TS2322
host.memory.readWideString({ address: "0xffff8000" });
