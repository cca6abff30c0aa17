// Starts `imprimatur lsp` for texts. Everything else is the server's.
import * as vscode from "vscode";
import {LanguageClient} from "vscode-languageclient/node";

const LANGUAGES = ["markdown", "plaintext", "html", "xml", "toml"];
let client: LanguageClient | undefined;

function start(): Promise<void> {
  const settings = vscode.workspace.getConfiguration("imprimatur");
  client = new LanguageClient(
    "imprimatur",
    "Imprimatur",
    {
      command: settings.get<string>("path", "imprimatur"),
      args: ["lsp", ...settings.get<string[]>("arguments", [])],
    },
    {
      documentSelector: ["file", "untitled"].flatMap((scheme) =>
        LANGUAGES.map((language) => ({scheme, language}))),
    },
  );
  return client.start().catch(() => {
    void vscode.window.showErrorMessage(
      "imprimatur could not be started. Is it installed? The setting imprimatur.path says where.");
  });
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("imprimatur")) {
        await client?.stop();
        await start();
      }
    }),
  );
  await start();
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
