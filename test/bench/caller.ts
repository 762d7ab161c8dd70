import { Agent, request } from 'node:http';

/** Posts activities to a bot over kept-alive connections, as the Bot Service does. */
export type Caller = {
  /** The body of a 200; anything else throws. */
  post(activity: object): Promise<string>;
  close(): void;
};

export function openCaller(url: string, token: string): Caller {
  const agent = new Agent({ keepAlive: true });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return {
    post: (activity) => {
      const body = Buffer.from(JSON.stringify(activity));
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const sent = request(url, {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-length': body.length },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`a bot answered ${response.statusCode}: ${text.slice(0, 400)}`));
        });
      });
      sent.end(body);
      return promise;
    },
    close: () => agent.destroy(),
  };
}
