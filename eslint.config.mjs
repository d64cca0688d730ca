import js from "@eslint/js";
import tseslint from "typescript-eslint";
import esX from "eslint-plugin-es-x";
import jsdoc from "eslint-plugin-jsdoc";
import stylistic from "@stylistic/eslint-plugin";

/** The script runs in Chakra with the ES2016 library only; the syntax is lowered by the build, the library is not. */
const es2016Library = Object.fromEntries(
  Object.keys(esX.rules)
    .filter((name) =>
      /^no-(?:array|string|object|promise|regexp|symbol|map|set|iterator|error|global|bigint|weakrefs|atomics|shared|intl)/.test(
        name,
      ),
    )
    .filter((name) => Number(/^ES(\d{4})$/.exec(esX.rules[name].meta?.docs?.category ?? "")?.[1]) > 2016)
    .map((name) => [`es-x/${name}`, "error"]),
);

export default tseslint.config(
  { ignores: ["node_modules", "dist", "coverage", "test/typings/samples", "test/unit/**/replay/*.js"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    plugins: { "@stylistic": stylistic },
    rules: {
      curly: ["error", "all"],
      // What the formatter leaves alone: comments, and lines that one word makes long. Sentences in strings stay whole.
      "@stylistic/max-len": [
        "error",
        { code: 120, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignoreUrls: true },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", caughtErrorsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "max-depth": ["error", 4],
      "no-console": "off",
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**/*.ts"],
    plugins: { jsdoc },
    rules: {
      // Whatever other files use is explained. Classes and tables of the model hold their own help.
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: true,
          enableFixer: false,
          require: { ClassDeclaration: true, FunctionDeclaration: true },
          contexts: [
            "TSInterfaceDeclaration",
            "TSTypeAliasDeclaration",
            "ExportNamedDeclaration > VariableDeclaration:not([declarations.0.init.callee.name=/^define/])",
          ],
        },
      ],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/page/**"],
    plugins: { "es-x": esX },
    settings: { "es-x": { aggressive: false } },
    rules: {
      ...es2016Library,
      "no-console": "error",
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/target/**", "src/page/**"],
    rules: { "no-restricted-globals": ["error", { name: "host", message: "Only src/target touches the host." }] },
  },
  {
    files: ["src/model/**/*.ts", "src/commands/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "CallExpression[callee.property.name=/^(?:readStructure|readPointer|readPointerPair)$/], CallExpression[callee.object.name='target'][callee.property.name='read'], CallExpression[callee.object.property.name='target'][callee.property.name='read']",
          message: "The model asks; src/nt, src/alpc and src/lpc read and decode.",
        },
      ],
    },
  },
  {
    files: ["src/page/**/*.ts"],
    rules: {
      "no-console": "error",
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["**/*.mjs", "**/*.cjs"],
    languageOptions: {
      globals: {
        process: false,
        console: false,
        Buffer: false,
        URL: false,
        module: false,
        setTimeout: false,
        clearTimeout: false,
      },
    },
  },
  {
    files: ["typings/**/*.d.ts"],
    rules: {
      "@typescript-eslint/no-explicit-any": "off",
      "no-undef": "off",
      "@typescript-eslint/no-unused-vars": "off",
      "@typescript-eslint/triple-slash-reference": "off",
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-dynamic-delete": "off", "@typescript-eslint/no-unused-expressions": "off" },
  },
);
