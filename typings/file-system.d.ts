declare namespace JsProvider {
  /** How a file is opened: one that must be there, one that must not, or one that is emptied if it is there. */
  type FileDisposition = "OpenExisting" | "CreateNew" | "CreateAlways";

  /** Encodings of text; "Ascii" where none is given. */
  type TextEncoding = "Ascii" | "Utf8" | "Utf16";

  /**
   * `Debugger.Utility.FileSystem`: files on the debugger's machine. Documented by Microsoft, as all of this file; that
   * every call throws where the system refuses is an assumption. Phase 2.
   */
  interface FileSystem extends NativeObject {
    readonly CurrentDirectory: Directory;
    /** `%TEMP%`. As text, its path. */
    readonly TempDirectory: Directory;
    /** Whether there is a file. */
    FileExists(path: string): boolean;
    /** Opens a file for writing. */
    CreateFile(path: string, disposition?: FileDisposition): File;
    /** A new file in `%TEMP%`, opened for writing. */
    CreateTempFile(): File;
    /** Deletes a file. */
    DeleteFile(path: string): void;
    /** Opens a file for reading. */
    OpenFile(path: string): File;
    /** Reads text, from an open file or from one that it opens. */
    CreateTextReader(fileOrPath: File | string, encoding?: TextEncoding): TextReader;
    /** Writes text, to an open file or to one that it opens. */
    CreateTextWriter(fileOrPath: File | string, encoding?: TextEncoding): TextWriter;
  }

  /** A directory. */
  interface Directory extends NativeObject {
    readonly Files: Collection<File>;
    readonly SubDirectories: Collection<Directory>;
    /** Opens a file for writing. */
    CreateFile(relativePath: string, disposition?: FileDisposition): File;
    /** Creates a directory in this one. */
    CreateSubDirectory(name: string): Directory;
    /** Throws unless it is empty. */
    Delete(): void;
    /** Opens a file for reading. */
    OpenFile(relativePath: string): File;
  }

  /** A file. Close it: garbage collection comes late. */
  interface File extends NativeObject {
    readonly Name: string;
    readonly Extension: string;
    /** Fully qualified. */
    readonly Path: string;
    /** Bytes from the start, of the next read or write. */
    readonly Position: Integer;
    /** Bytes. */
    readonly Size: Integer;
    /** Opens it again. */
    Open(disposition: FileDisposition): void;
    /** Closes it; what was written is then on disk. */
    Close(): void;
    /** Deletes the file. */
    Delete(): void;
    /** Reads from `Position` on. */
    ReadBytes(byteCount: number): IndexedCollection<number>;
    /**
     * Writes at `Position`.
     * @param byteCount all of them when absent
     */
    WriteBytes(bytes: Iterable<number>, byteCount?: number): void;
  }

  /** Reads text of one encoding. */
  interface TextReader extends NativeObject {
    /** Up to the end of the line, or of the file. */
    ReadLine(): string;
    /** The lines that are left. */
    ReadLineContents(): Collection<string>;
  }

  /** Writes the string conversions of objects. It has no end of its own: close the file. */
  interface TextWriter extends NativeObject {
    /** With no newline. */
    Write(value: unknown): void;
    /** Followed by a newline. */
    WriteLine(value: unknown): void;
    /** Each element, with nothing between. */
    WriteContents(values: Iterable<unknown>): void;
    /** Each element, with a newline between. */
    WriteLineContents(values: Iterable<unknown>): void;
  }
}
