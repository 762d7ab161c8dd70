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
  const post = async (body: Buffer): Promise<string> => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const sent = request(url, {
      method: 'POST',
      agent,
      headers: { ...headers, 'content-length': body.length },
    });
    // A kept connection that the bot closed just now: the same activity again, as the Bot Service sends it.
    sent.once('error', (error) => (sent.reusedSocket ? resolve(post(body)) : reject(error)));
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
  };
  return {
    post: (activity) => post(Buffer.from(JSON.stringify(activity))),
    close: () => agent.destroy(),
  };
}
