/** A small server of key sets on loopback, for tests of what a verifier does when keys come by address. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { JSONWebKeySet } from "jose";

export interface KeyServer {
  readonly url: string;
  /** How often it was asked. */
  requests: number;
  /** How the last asker named itself. */
  userAgent: string | undefined;
  /** What it answers next. */
  answer: (response: ServerResponse) => void;
  close(): Promise<void>;
}

export const answerKeys = (jwks: JSONWebKeySet) => (response: ServerResponse) => {
  response.writeHead(200, { "Content-Type": "application/jwk-set+json" }).end(JSON.stringify(jwks));
};

export async function startKeyServer(answer: KeyServer["answer"]): Promise<KeyServer> {
  const server = createServer((request, response) => {
    state.requests += 1;
    state.userAgent = request.headers["user-agent"];
    state.answer(response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const state: KeyServer = {
    url: `http://127.0.0.1:${port}/.well-known/jwks.json`,
    requests: 0,
    userAgent: undefined,
    answer,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return state;
}
