// Preloaded into the server: however the process that started it ends, no orphan keeps the port.
if (process.connected) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
