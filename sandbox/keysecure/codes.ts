/** The upstream's own codes. All of them come with HTTP 200; 0 is success. */
export const CODES = {
  success: 0,
  systemError: 1001,
  apiKeyMissing: 1002,
  addressNotAllowed: 1003,
  badParameter: 1004,
  badTimestamp: 1005,
  accessTokenMissing: 1006,
  accessTokenInvalid: 1007,
  apiKeyUnknown: 1008,
  tooFrequent: 1009,
  notEnabled: 1010,
  expired: 1011,
  modeNotSupported: 1012,
  pciNotEnabled: 1013,
} as const;

const MESSAGES: Readonly<Record<"en_US" | "zh_CN", Readonly<Record<number, string>>>> = {
  en_US: {
    0: "Success",
    1001: "System error",
    1002: "Api-Key is missing",
    1003: "IP address is not allowed",
    1004: "Parameter error",
    1005: "Timestamp error",
    1006: "Access-Token is missing",
    1007: "Access-Token is invalid or expired",
    1008: "Api-Key does not exist",
    1009: "Requests are too frequent",
    1010: "Merchant is not enabled",
    1011: "Merchant has expired",
    1012: "Integration mode is not supported",
    1013: "PCI is not enabled",
  },
  zh_CN: {
    0: "成功",
    1001: "系统错误",
    1002: "缺少 Api-Key",
    1003: "IP 不在白名单内",
    1004: "参数错误",
    1005: "时间戳错误",
    1006: "缺少 Access-Token",
    1007: "Access-Token 无效或已过期",
    1008: "Api-Key 不存在",
    1009: "请求过于频繁",
    1010: "商户未启用",
    1011: "商户已过期",
    1012: "对接模式不支持",
    1013: "未开通 PCI",
  },
};

/** The text that goes with `code`, in the language of the `Language` header; English when it names none we have. */
export function messageOf(code: number, language: string | undefined): string {
  const texts = language === "zh_CN" ? MESSAGES.zh_CN : MESSAGES.en_US;
  return texts[code] ?? `Error ${code}`;
}
