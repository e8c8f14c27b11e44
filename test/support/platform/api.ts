/**
 * The platform's API on this machine, as far as wrangler uses it for a deploy: it keeps namespaces, versions, deployments and secrets, and
 * records every call. What it is asked beyond that is a 404, which a test sees in `unknown`.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export const ACCOUNT = { id: "0123456789abcdef0123456789abcdef", name: "Shop" };
export const TOKEN = "token_of_the_account_0123456789abcdef";

export interface UploadedBinding {
  readonly name: string;
  readonly type: string;
  readonly text?: string;
  readonly namespace_id?: string;
  readonly class_name?: string;
}

export interface UploadedVersion {
  readonly id: string;
  readonly bindings: readonly UploadedBinding[];
  readonly annotations: Readonly<Record<string, string>>;
  /** The Worker's own module. */
  readonly script: string;
}

export interface MadeDeployment {
  readonly id: string;
  readonly created_on: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly versions: readonly { readonly version_id: string; readonly percentage: number }[];
}

export interface PlatformApi {
  /** For `CLOUDFLARE_API_BASE_URL`. */
  readonly url: string;
  /** Such as `POST /storage/kv/namespaces`, without the account; reads are not among them. */
  readonly changes: string[];
  readonly unknown: string[];
  readonly namespaces: { id: string; title: string }[];
  /** Newest last. */
  readonly versions: UploadedVersion[];
  readonly deployments: MadeDeployment[];
  /** A version of its own, as `wrangler secret put` makes one. */
  changeSecret(): void;
  stop(): Promise<void>;
}

type Reply = { readonly status?: number; readonly result?: unknown; readonly code?: number; readonly message?: string };

/** @param onDeploy is told of each version that serves from then on */
export async function startPlatform(
  onDeploy: (version: UploadedVersion) => Promise<void> = async () => undefined,
): Promise<PlatformApi> {
  const changes: string[] = [];
  const unknown: string[] = [];
  const namespaces: { id: string; title: string }[] = [];
  const versions: UploadedVersion[] = [];
  const deployments: MadeDeployment[] = [];
  let migrationTag: string | undefined;

  async function deployVersion(id: string, annotations: Record<string, string>): Promise<void> {
    deployments.push({
      id: randomUUID(),
      created_on: new Date(Date.UTC(2026, 10, 1) + deployments.length * 60_000).toISOString(),
      annotations,
      versions: [{ version_id: id, percentage: 100 }],
    });
    const version = versions.find((one) => one.id === id);
    if (version !== undefined) await onDeploy(version);
  }

  /** Bindings that are to stay as they were take their value of the version before. */
  function bindingsOf(given: readonly UploadedBinding[], keep: readonly string[]): UploadedBinding[] {
    const before = versions.at(-1)?.bindings ?? [];
    const own = given.map((one) => (one.type === "inherit" ? before.find(({ name }) => name === one.name) : one));
    const kept = before.filter(
      (one) => (keep.includes(one.type) || one.type === "secret_text") && !given.some(({ name }) => name === one.name),
    );
    return [...own.filter((one) => one !== undefined), ...kept];
  }

  async function addVersion(form: FormData): Promise<UploadedVersion> {
    const metadata = JSON.parse(await textOf(form.get("metadata")));
    const script = form.get(metadata.main_module);
    if (typeof metadata.migrations?.new_tag === "string") migrationTag = metadata.migrations.new_tag;
    const version = {
      id: randomUUID(),
      bindings: bindingsOf(metadata.bindings, metadata.keep_bindings ?? []),
      annotations: metadata.annotations ?? {},
      script: await textOf(script),
    };
    versions.push(version);
    return version;
  }

  const asVersion = ({ id, annotations, bindings }: UploadedVersion) => ({
    id,
    number: versions.findIndex((one) => one.id === id) + 1,
    metadata: {
      created_on: "2026-11-01T00:00:00Z",
      modified_on: "2026-11-01T00:00:00Z",
      source: "wrangler",
      author_email: "jo@shop.example",
    },
    annotations,
    resources: {
      bindings: bindings.map((one) => (one.type === "secret_text" ? { name: one.name, type: one.type } : one)),
      script: { etag: "e", handlers: ["fetch"], last_deployed_from: "wrangler" },
      script_runtime: {
        compatibility_date: "2026-08-01",
        usage_model: "standard",
        limits: {},
        migration_tag: migrationTag,
      },
    },
  });

  const noWorker: Reply = { status: 404, code: 10007, message: "This Worker does not exist on your account." };
  const isThere = () => versions.length > 0;

  async function answer(method: string, path: string, query: URLSearchParams, request: Request): Promise<Reply | null> {
    const body = async () => JSON.parse(await request.text());
    switch (`${method} ${path}`) {
      case "GET /user/tokens/verify":
        return { result: { id: "t", status: "active" } };
      case "GET /user":
        return { result: { id: "u", email: "jo@shop.example" } };
      case "GET /accounts":
        return { result: [ACCOUNT] };
      case "GET /memberships":
        return { result: [{ id: "m", account: ACCOUNT, status: "accepted" }] };
      case "GET /storage/kv/namespaces":
        return { result: query.get("page") === "1" || query.get("page") === null ? namespaces : [] };
      case "POST /storage/kv/namespaces": {
        const { title } = await body();
        if (namespaces.some((one) => one.title === title))
          return { status: 400, code: 10014, message: "a namespace with this account ID and title already exists" };
        const made = { id: randomUUID().replaceAll("-", ""), title };
        namespaces.push(made);
        return { result: made };
      }
      case "GET /workers/services/NAME":
        return isThere()
          ? {
              result: {
                default_environment: {
                  environment: "production",
                  script: { tag: "s", last_deployed_from: "wrangler", migration_tag: migrationTag },
                },
                environments: [],
              },
            }
          : { ...noWorker, code: 10090 };
      case "GET /workers/scripts/NAME":
      case "GET /workers/scripts/NAME/settings":
        return isThere()
          ? {
              result: {
                bindings: asVersion(versions.at(-1) as UploadedVersion).resources.bindings,
                migration_tag: migrationTag,
              },
            }
          : noWorker;
      case "GET /workers/scripts":
        return { result: isThere() ? [{ id: "NAME", migration_tag: migrationTag }] : [] };
      case "GET /workers/scripts/NAME/secrets":
        return {
          result: (versions.at(-1)?.bindings ?? [])
            .filter(({ type }) => type === "secret_text")
            .map(({ name, type }) => ({ name, type })),
        };
      case "GET /workers/scripts/NAME/versions":
        return { result: { items: versions.map(asVersion).toReversed() } };
      case "GET /workers/scripts/NAME/deployments":
        return isThere() ? { result: { deployments: deployments.toReversed() } } : noWorker;
      case "POST /workers/scripts/NAME/deployments": {
        const { versions: chosen, annotations } = await body();
        await deployVersion(chosen[0].version_id, annotations ?? {});
        return { result: { id: deployments.at(-1)?.id } };
      }
      case "POST /workers/scripts/NAME/versions": {
        const version = await addVersion(await request.formData());
        return { result: { ...asVersion(version), startup_time_ms: 10 } };
      }
      case "PUT /workers/scripts/NAME": {
        const { id, annotations } = await addVersion(await request.formData());
        await deployVersion(id, { ...annotations });
        return {
          result: {
            id: "NAME",
            deployment_id: id,
            startup_time_ms: 10,
            etag: "e",
            pipeline_hash: "p",
            mutable_pipeline_id: "m",
          },
        };
      }
      case "PATCH /workers/scripts/NAME/script-settings":
      case "GET /workers/scripts/NAME/script-settings":
        return { result: { observability: null } };
      case "POST /workers/scripts/NAME/assets-upload-session":
        return { result: { buckets: [], jwt: "jwt" } };
      case "GET /workers/scripts/NAME/subdomain":
      case "POST /workers/scripts/NAME/subdomain":
        return { result: { enabled: true, previews_enabled: false } };
      case "GET /workers/workers/NAME":
      case "PATCH /workers/workers/NAME":
        return {
          result: {
            id: "NAME",
            name: "NAME",
            subdomain: { enabled: true, previews_enabled: false },
            references: {},
            tags: [],
          },
        };
      case "GET /workers/subdomain":
        return { result: { subdomain: "shop" } };
      case "PUT /workers/scripts/NAME/schedules":
        return { result: { schedules: [] } };
      case "GET /workers/domains/records":
      case "PUT /workers/domains/records":
        return { result: [] };
      case "POST /workers/scripts/NAME/domains/changeset":
        return { result: { added: [], removed: [], updated: [], conflicting: [] } };
      case "PUT /workers/scripts/NAME/domains/records":
        return { result: [] };
      default: {
        const [, id] = /^GET \/workers\/scripts\/NAME\/versions\/([\w-]+)$/.exec(`${method} ${path}`) ?? [];
        const version = versions.find((one) => one.id === id);
        return version === undefined ? null : { result: asVersion(version) };
      }
    }
  }

  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", "http://localhost");
    const path = url.pathname
      .replace("/client/v4", "")
      .replace(`/accounts/${ACCOUNT.id}`, "")
      .replace(/\/(scripts|services|workers)\/card-surcharge-[a-z]+/, "/$1/NAME");
    const method = incoming.method ?? "";
    const reply =
      incoming.headers.authorization === `Bearer ${TOKEN}`
        ? await answer(method, path, url.searchParams, await requestOf(incoming, url)).catch((error: unknown) => {
            unknown.push(`${method} ${path}: ${String(error)}`);
            return null;
          })
        : { status: 401, code: 10000, message: "Authentication error" };
    if (reply === null) unknown.push(`${method} ${path}`);
    if (method !== "GET" && incoming.headers.authorization === `Bearer ${TOKEN}`) changes.push(`${method} ${path}`);
    const { status = 200, result = null, code, message } = reply ?? { status: 404, code: 7003, message: "No route" };
    outgoing.writeHead(status, { "Content-Type": "application/json" });
    outgoing.end(
      JSON.stringify({
        success: status < 400,
        errors: code === undefined ? [] : [{ code, message }],
        messages: [],
        result,
        result_info: { page: 1, per_page: 50, total_pages: 1, count: 1, total_count: 1 },
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/client/v4`,
    changes,
    unknown,
    namespaces,
    versions,
    deployments,
    changeSecret() {
      const before = versions.at(-1) as UploadedVersion;
      const version = { ...before, id: randomUUID(), annotations: {} };
      versions.push(version);
      deployments.push({
        id: randomUUID(),
        created_on: "2026-11-02T00:00:00.000Z",
        annotations: { "workers/triggered_by": "secret" },
        versions: [{ version_id: version.id, percentage: 100 }],
      });
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const textOf = async (part: FormDataEntryValue | null): Promise<string> =>
  part instanceof Blob ? part.text() : (part ?? "");

async function requestOf(incoming: IncomingMessage, url: URL): Promise<Request> {
  const body = Buffer.concat(await incoming.toArray());
  const type = incoming.headers["content-type"];
  return new Request(url, {
    method: incoming.method ?? "GET",
    headers: type === undefined ? {} : { "Content-Type": type },
    ...(body.length === 0 ? {} : { body }),
  });
}
