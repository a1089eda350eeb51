/** The form by which staff and managers sign in, and choose a password of their own the first time. */

import { useEffect, useState } from "preact/hooks";
import { config } from "./config";
import { dictionary } from "./i18n";
import { choosePassword, type Challenge, type Session, signIn, SignInRefused } from "./session";
import { Button, Field, Notice } from "./ui";

const t = dictionary(
  {
    title: "Masuk", username: "Nama pengguna", password: "Kata sandi", enter: "Masuk",
    first: "Buat kata sandi Anda", firstHint: "Ini masuk pertama Anda. Pilih kata sandi baru, paling sedikit 8 huruf dan angka.",
    newPassword: "Kata sandi baru", keep: "Simpan dan masuk",
    wrong: "Nama pengguna atau kata sandi tidak cocok.", weak: "Kata sandi ini terlalu mudah ditebak. Pilih yang lebih panjang.",
    unknown: "Belum bisa masuk. Coba lagi sebentar lagi.", offline: "Tidak ada sambungan. Coba lagi saat tersambung.",
  },
  {
    title: "Sign in", username: "User name", password: "Password", enter: "Sign in",
    first: "Choose your password", firstHint: "This is your first time here. Choose a new password of at least 8 letters and digits.",
    newPassword: "New password", keep: "Keep it and sign in",
    wrong: "The user name or the password does not match.", weak: "This password is too easy to guess. Choose a longer one.",
    unknown: "Signing in did not work. Try again in a moment.", offline: "No connection. Try again once connected.",
  },
);

type Fault = SignInRefused["why"] | "offline";

export function SignIn({ name, onSession }: { name: string; onSession(session: Session): void }) {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [challenge, setChallenge] = useState<Challenge>();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  useEffect(() => document.getElementById(challenge ? "new-password" : "username")?.focus(), [challenge]);

  async function enter(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFault(undefined);
    try {
      if (challenge) return onSession(await choosePassword(await config(), challenge, password));
      const next = await signIn(await config(), username.trim(), password);
      if ("session" in next) return onSession(next.session);
      setChallenge(next.challenge);
      setPassword("");
    } catch (refused) {
      setFault(refused instanceof SignInRefused ? refused.why : "offline");
    } finally {
      setBusy(false);
    }
  }

  return (
    <form class="page card sign-in stack" onSubmit={enter}>
      <p class="soft">{name}</p>
      <h1>{challenge ? t("first") : t("title")}</h1>
      {challenge && <p>{t("firstHint")}</p>}
      {fault && <Notice kind={fault === "offline" ? "warn" : "bad"} role="alert"><p>{t(fault)}</p></Notice>}
      {!challenge && <Field name="username" label={t("username")} autocomplete="username" autocapitalize="none" spellcheck={false} required value={username} onText={setUsername} />}
      {challenge
        ? <Field name="new-password" key="new" label={t("newPassword")} type="password" autocomplete="new-password" minLength={8} required value={password} onText={setPassword} />
        : <Field name="password" key="old" label={t("password")} type="password" autocomplete="current-password" required value={password} onText={setPassword} />}
      <Button type="submit" busy={busy} wide>{challenge ? t("keep") : t("enter")}</Button>
    </form>
  );
}
