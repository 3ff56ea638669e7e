import tseslint from "typescript-eslint";

// What the compiler does not check: floating promises, unsafe `any`, and the borders between features.
export default tseslint.config(
  { ignores: ["node_modules/", "src/generated/", "build/", "eslint.config.js"] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 130, skipComments: true, skipBlankLines: true }],
      "no-console": "error",
      eqeqeq: "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: ["src/ui/**", "src/api/**", "src/words/**"],
    ignores: ["**/*.test.*"],
    rules: { "no-restricted-imports": ["error", { patterns: ["**/features/**"] }] },
  },
);
