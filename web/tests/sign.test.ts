import { expect, test } from "vitest";
import { signed } from "../src/sign";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sessionToken: "a/b+c=", expires: 0 };
const monday = new Date("2026-03-02T02:00:00.123Z");

// The signatures are botocore's (SigV4QueryAuth, service iotdevicegateway, expires 300).
test.each([
  ["ws", "prefix-ats.iot.ap-southeast-1.localhost:4566", "da8818c803646be51d353b2361f78815ce9ebf1626a86a613f7c0b9b5d19772d"],
  ["wss", "prefix-ats.iot.ap-southeast-1.amazonaws.com", "36241201b820f3205eb492d6fcdec807c5af0afd134f0ca4e1670f9cf6dbae96"],
] as const)("%s://%s is signed as botocore signs it", async (scheme, host, signature) => {
  const url = await signed({ scheme, host, region: "ap-southeast-1" }, credentials, monday);
  expect(url).toBe(
    `${scheme}://${host}/mqtt?X-Amz-Algorithm=AWS4-HMAC-SHA256` +
    "&X-Amz-Credential=AKIDEXAMPLE%2F20260302%2Fap-southeast-1%2Fiotdevicegateway%2Faws4_request" +
    `&X-Amz-Date=20260302T020000Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=${signature}` +
    "&X-Amz-Security-Token=a%2Fb%2Bc%3D",
  );
});

test("the scheme's own port is not part of the signed host", async () => {
  const bare = await signed({ scheme: "wss", host: "h.iot.ap-southeast-1.amazonaws.com", region: "ap-southeast-1" }, credentials, monday);
  const ported = await signed({ scheme: "wss", host: "h.iot.ap-southeast-1.amazonaws.com:443", region: "ap-southeast-1" }, credentials, monday);
  expect(ported).toBe(bare);
});
