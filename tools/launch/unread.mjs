// Imported before a program, or by it: whoever reads only the first lines (`| head`) wants the program's exit code all the same.
process.stdout.on("error", () => undefined);
