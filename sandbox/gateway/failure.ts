/** A refusal in the gateway's own form: an HTTP status and free English text. */

export class GatewayFailure extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 415 | 422 | 500,
    message: string,
  ) {
    super(message);
    this.name = "GatewayFailure";
  }
}

export function badRequest(message: string): GatewayFailure {
  return new GatewayFailure(400, `bad request error: ${message}`);
}

export function unauthorized(): GatewayFailure {
  return new GatewayFailure(401, "unauthorized");
}
