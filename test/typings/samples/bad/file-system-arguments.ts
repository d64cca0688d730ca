// Dispositions and encodings are fixed words.
declare const files: JsProvider.FileSystem;
// expect: TS2345
const file = files.CreateFile("report.txt", "Overwrite");
// expect: TS2345
const writer = files.CreateTextWriter("report.txt", "Utf32");
// expect: TS2345
files.CreateTextReader(5);
