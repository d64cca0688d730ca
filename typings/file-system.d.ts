declare namespace JsProvider {
  /** `Debugger.Utility.FileSystem`: files on the debugger's machine. */
  interface FileSystem extends NativeObject {
    readonly TempDirectory: string;
    FileExists(path: string): boolean;
    CreateFile(path: string, disposition?: string): File;
    OpenFile(path: string): File;
    CreateTextReader(file: File, encoding?: string): TextReader;
    CreateTextWriter(file: File, encoding?: string): TextWriter;
  }
  interface File extends NativeObject {
    Close(): void;
  }
  interface TextReader extends NativeObject {
    ReadLine(): string;
    ReadLineContents(): Collection<string>;
  }
  interface TextWriter extends NativeObject {
    Write(text: string): void;
    WriteLine(text: string): void;
  }
}
