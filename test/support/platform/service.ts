/**
 * The service as the platform would run it after a deploy: the uploaded Worker itself, in workerd, with the bindings that it was uploaded
 * with, behind TLS on its own host. Node's `fetch` reaches it by a proxy of the environment, and trusts its certificate by the same means
 * as a company's: nothing of ours knows of it.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createProxy } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import type { UploadedBinding, UploadedVersion } from "./api.ts";

export interface ServedWorker {
  /** Serves a version from now on; what is stored stays. */
  serve(version: UploadedVersion): Promise<void>;
  /** What a process needs in its environment to reach the service. */
  readonly env: Readonly<Record<string, string>>;
  /** Every line that the Worker has logged. */
  readonly log: string[];
  stop(): Promise<void>;
}

/** A certificate for `host`, trusted by nobody but who is told. */
function certificateFor(host: string, folder: string) {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=test",
      "-addext",
      `subjectAltName=DNS:${host}`,
      "-keyout",
      key,
      "-out",
      cert,
    ],
    { stdio: "ignore" },
  );
  return { key: readFileSync(key), cert: readFileSync(cert), file: cert };
}

const ofType = (bindings: readonly UploadedBinding[], ...types: readonly string[]) =>
  bindings.filter(({ type }) => types.includes(type));

/** @param host the one that the deployment is to have */
export async function startService(host: string): Promise<ServedWorker> {
  const folder = mkdtempSync(join(tmpdir(), "service-"));
  const { key, cert, file } = certificateFor(host, folder);
  const log: string[] = [];
  let running: Miniflare | undefined;

  const optionsOf = ({ script, bindings }: UploadedVersion) =>
    convertV4MiniflareOptions({
      cf: false,
      resourcePersistencePath: join(folder, "state"),
      handleStructuredLogs: ({ message }) => void log.push(message),
      workers: [
        {
          name: "deployed",
          modules: true,
          script,
          compatibilityDate: "2026-08-01",
          bindings: Object.fromEntries(
            ofType(bindings, "plain_text", "secret_text").map(({ name, text = "" }) => [name, text]),
          ),
          outboundService: () => new Response("blocked", { status: 599 }),
          kvNamespaces: Object.fromEntries(
            ofType(bindings, "kv_namespace").map(({ name, namespace_id = "" }) => [name, namespace_id]),
          ),
          durableObjects: Object.fromEntries(
            ofType(bindings, "durable_object_namespace").map(({ name, class_name: className = "" }) => [
              name,
              { className, useSQLite: true },
            ]),
          ),
          ratelimits: Object.fromEntries(
            ofType(bindings, "ratelimit").map(({ name }) => [
              name,
              { namespace_id: name, simple: { limit: 1_000, period: 60 as const } },
            ]),
          ),
        },
      ],
    });

  const server = createServer({ key, cert }, async (incoming, outgoing) => {
    if (running === undefined) return void outgoing.writeHead(503).end();
    const body = Buffer.concat(await incoming.toArray());
    const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const response = await running.dispatchFetch(`https://${host}${incoming.url}`, {
      method: incoming.method ?? "GET",
      headers: { ...headers, "CF-Connecting-IP": "203.0.113.7" },
      redirect: "manual",
      ...(body.length === 0 ? {} : { body }),
    });
    outgoing.writeHead(response.status, Object.fromEntries(response.headers.entries()));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  // Whatever name is asked for leads to the service; TLS says whose name it is.
  const proxy = createProxy().on("connect", (_, client, head) => {
    const tunnel = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      tunnel.write(head);
      tunnel.pipe(client).pipe(tunnel);
    });
    tunnel.on("error", () => client.destroy());
    client.on("error", () => tunnel.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));

  return {
    async serve(version) {
      const options = optionsOf(version);
      if (running === undefined) running = new Miniflare(options);
      else await running.setOptions(options);
      await running.ready;
    },
    env: {
      NODE_USE_ENV_PROXY: "1",
      HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      NO_PROXY: "127.0.0.1,localhost",
      NODE_EXTRA_CA_CERTS: file,
    },
    log,
    async stop() {
      proxy.closeAllConnections();
      proxy.close();
      server.closeAllConnections();
      server.close();
      await running?.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
