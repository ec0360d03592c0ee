// Checks the text of a certificate's QR code with the lists that stand in this page; asks no network.
// It says what `ujuzi verify` says: credentials/stub.py and credentials/check.py have the rules.
"use strict";
(() => {
  const { jsQR, hashes, sha256, sha512, verify } = Libraries;
  hashes.sha512 = sha512;
  const known = JSON.parse(document.getElementById("known").textContent);
  const find = (id) => document.getElementById(id);

  const STUB = /UJ1:(?=([A-Z2-7\s]+))/g;
  const DOMAIN = new TextEncoder().encode("ujuzi stub 1\n");
  const SIGNATURE_BYTES = 64, KEY_BYTES = 4, BITS = 131072;
  const MOST_LETTERS = 2000, MOST_CHARACTERS = 200000;
  const MOST_FILE_BYTES = 16e6, MOST_STREAM_BYTES = 1e6, MOST_STREAMS = 2000;
  const DAY = 24 * 3600 * 1000;
  const SIDES = [1600, 1000, 640];  // of a picture, in pixels, to look for a code in
  const CAMERA_SIDE = 720;
  const TONES = { genuine: "good", changed: "bad", revoked: "bad", "key-revoked": "bad" };

  // --- the code: a text, and what it says ---

  const base32 = (letters) => {
    const bytes = [];
    let bits = 0, held = 0;
    for (const letter of letters) {
      held = (held << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
      bits += 5;
      if (bits >= 8) bytes.push((held >> (bits -= 8)) & 255);
      held &= (1 << bits) - 1;
    }
    return Uint8Array.from(bytes);
  };

  // One item of CBOR (RFC 8949): an array of unsigned integers, bytes and texts, as stubs hold.
  const cbor = (bytes) => {
    let at = 0;
    const take = (count) => {
      if (at + count > bytes.length) throw new Error("cut");
      return bytes.subarray(at, (at += count));
    };
    const item = () => {
      const [head] = take(1), kind = head >> 5, small = head & 31;
      if (small > 27) throw new Error("not written by us");
      const size = small < 24 ? small : take(1 << (small - 24)).reduce((sum, byte) => sum * 256 + byte, 0);
      if (kind === 0) return size;
      if (kind === 2) return take(size);
      if (kind === 3) return new TextDecoder("utf-8", { fatal: true }).decode(take(size));
      if (kind === 4 && size <= 16) return Array.from({ length: size }, item);
      throw new Error("not written by us");
    };
    return [item(), at];
  };

  // Whatever follows a code is none of it: the body says where it ends, the signature is 64 bytes.
  const readStub = (letters) => {
    const bytes = base32(letters);
    const [said, end] = cbor(bytes);
    const signature = bytes.slice(end, end + SIGNATURE_BYTES);
    const [key, credential, name, title, seconds, position] = said;
    const sound = said.length === 6 && key.length === KEY_BYTES && credential.length === 16
      && typeof name === "string" && typeof title === "string" && seconds <= 2 ** 33
      && Number.isSafeInteger(position) && signature.length === SIGNATURE_BYTES;
    if (!sound) throw new Error("not a stub");
    return { key: hex(key), id: uuid(credential), name, title, issued: seconds * 1000,
      list: Math.floor(position / BITS), index: position % BITS, body: bytes.slice(0, end), signature };
  };

  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
  const uuid = (bytes) => hex(bytes).replace(/(.{8})(.{4})(.{4})(.{4})/, "urn:uuid:$1-$2-$3-$4-");
  const shortName = (key) => hex(sha256(unhex(key)).slice(0, KEY_BYTES));

  const signedBy = async (key, stub) => {
    const message = new Uint8Array([...DOMAIN, ...stub.body]);
    try {
      const there = await crypto.subtle.importKey("raw", unhex(key), "Ed25519", false, ["verify"]);
      return await crypto.subtle.verify("Ed25519", there, stub.signature, message);
    } catch {  // an older browser, or a page that it calls insecure
      try {
        return verify(stub.signature, message, unhex(key), { zip215: false });
      } catch {
        return false;
      }
    }
  };

  // --- the verdict ---

  const check = async (text) => {
    let found = null;
    for (const [, letters] of text.slice(0, MOST_CHARACTERS).toUpperCase().matchAll(STUB)) {
      const verdict = await checkStub(letters.replace(/\s/g, "").slice(0, MOST_LETTERS));
      if (verdict.standing !== "not-whole") return verdict;
      found = verdict;
    }
    return found;
  };

  const checkStub = async (letters) => {
    let stub;
    try {
      stub = readStub(letters);
    } catch {
      return { standing: "not-whole" };
    }
    const named = known.keys.filter((each) => shortName(each.key) === stub.key);
    if (!named.length) return { standing: "unknown-issuer", asOf: known.keysIssued };
    for (const key of named) if (await signedBy(key.key, stub)) return standing(stub, key);
    return { standing: "changed" };
  };

  const standing = (stub, key) => {
    const list = key.lists.map((place) => known.lists[place]).find((each) => each.number === stub.list);
    const asOf = list && list.issued;
    const facts = { stub, key, asOf };
    if (key.revoked) return { ...facts, standing: "key-revoked", revocation: key.revoked };
    if (stub.issued < Date.parse(key.from) || (key.until && stub.issued > Date.parse(key.until)))
      return { ...facts, standing: "key-out-of-use" };
    const revocation = list && revoked(list, stub.index);
    if (revocation) return { ...facts, standing: "revoked", revocation };
    if (!list) return { ...facts, standing: "list-missing" };
    if (Date.parse(list.issued) < stub.issued) return { ...facts, standing: "not-yet-known" };
    return { ...facts, standing: "genuine" };
  };

  // Places stand as steps from one to the next, days as steps too, reasons by their number.
  const revoked = (list, index) => {
    let place = 0, day = 0;
    for (let n = 0; n < list.places.length; n++) {
      place += list.places[n];
      day += list.days[n];
      if (place === index) return { at: new Date(day * DAY).toISOString(), reason: known.reasons[list.why[n]] };
    }
    return null;
  };

  // --- words ---

  let words = known.words.en, language = "en", shown = null, noticed = "";

  const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? facts[name] : whole));
  // Without a territory, English dates would be American: the rest of the world reads Britain's.
  const locale = () =>
    navigator.languages.find((each) => each.startsWith(`${language}-`)) ?? (language === "en" ? "en-GB" : language);
  const dayOf = (moment) =>
    moment ? new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" }).format(new Date(moment)) : "";

  const speak = (chosen) => {
    language = chosen in known.words ? chosen : "en";
    words = known.words[language];
    document.documentElement.lang = language;
    document.documentElement.dir = words.direction;
    document.title = words.title;
    for (const each of document.querySelectorAll("[data-text]")) each.textContent = words[each.dataset.text];
    find("language").value = language;
    find("root").textContent = fill(words.root, { root: known.root });
    find("hubs").textContent = known.hubs.length ? fill(words.hubs, { hubs: known.hubs.map((hub) => `${hub}/verify`).join(", ") }) : "";
    find("notice").textContent = noticed && words[noticed];
    tellAge(find("lists"), known.issued);
    if (shown) show(...shown);
  };

  const tellAge = (element, moment) => {
    if (!moment) return element.replaceChildren();
    const days = Math.floor((Date.now() - Date.parse(moment)) / DAY);
    const kind = days < -1 ? "ahead" : days > known.staleDays ? "stale" : "fresh";
    const facts = { day: dayOf(moment), days: new Intl.NumberFormat(locale()).format(days), today: dayOf(Date.now()) };
    element.textContent = fill(words[kind], facts);
    element.classList.toggle("old", kind !== "fresh");
  };

  const rows = (list, facts) => {
    list.replaceChildren(...facts.filter(([, value]) => value).map(([label, value, kind, hint]) => {
      const row = document.createElement("div"), term = document.createElement("dt"), said = document.createElement("dd");
      const text = document.createElement("bdi");
      row.className = kind || "";
      term.textContent = label;
      text.textContent = value;
      said.append(text);
      if (hint) said.append(Object.assign(document.createElement("small"), { textContent: hint }));
      row.append(term, said);
      return row;
    }));
  };

  // `beside` says that something was shown beside the code, a page or a picture, which nobody signed.
  const show = (verdict, beside) => {
    shown = [verdict, beside];
    const { standing, stub, key, revocation } = verdict;
    const tone = TONES[standing] || "unsure";
    const believed = stub && key && standing !== "key-revoked";
    const facts = { as_of: dayOf(verdict.asOf), day: dayOf(revocation?.at), reason: revocation?.reason ?? "" };
    find("verdict").className = `card verdict ${tone}`;
    find("verdict").dataset.standing = standing;
    find("mark").setAttribute("href", `#icon-${tone}`);
    const headline = words.headlines[standing];
    const sentence = fill(words.sentences[beside && standing === "genuine" ? "genuine-beside" : standing], facts);
    find("headline").textContent = headline;
    find("sentence").textContent = sentence.startsWith(`${headline}. `) ? sentence.slice(headline.length + 2) : sentence;
    find("advice").textContent = words.advice[standing] ?? "";
    rows(find("facts"), believed ? [
      [words.name, stub.name, "name", standing === "genuine" && words.compare],
      [words.achievement, stub.title],
      [words.issued, dayOf(stub.issued)],
      [words.issuer, key.name],
    ] : []);
    tellAge(find("age"), key && verdict.asOf);
    rows(find("details"), believed ? [[words.id, stub.id], [words.key, key.fingerprint]] : []);
    find("more").hidden = !believed;
    swap(true);
  };

  // A verdict takes the place of what asks for a code.
  const swap = (told) => {
    find("verdict").hidden = !told;
    for (const name of ["ask", "lead", "lists"]) find(name).hidden = told;
    if (!told) shown = null;
  };

  const answer = (verdict, beside = false) => {
    notice("");
    stop();
    show(verdict, beside);
    find("verdict").focus({ preventScroll: true });
    find("verdict").scrollIntoView({ block: "start" });
    find("spoken").textContent = `${find("headline").textContent}. ${find("sentence").textContent}`;
  };

  const notice = (name) => {
    noticed = name;
    find("notice").textContent = name && words[name];
    if (name) swap(false);
  };

  // --- the camera ---

  const canvas = document.createElement("canvas");
  const video = find("video");
  let stream = null, looking = 0;

  const seen = (picture, width, height, side, inversionAttempts) => {
    const scale = Math.min(1, side / Math.max(width, height));
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.fillStyle = "#fff";  // behind what is transparent
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(pixels.data, canvas.width, canvas.height, { inversionAttempts })?.data ?? "";
  };

  const scan = async () => {
    notice("");
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 960 } },
      });
      find("viewer").hidden = false;
      find("scan").hidden = true;
      video.srcObject = stream;
      await video.play();
      find("stop").focus();
      look();
    } catch {
      stop();
      notice("refused");
      find("text").focus();
    }
  };

  const look = async () => {
    if (!stream) return;
    const text = video.videoWidth ? seen(video, video.videoWidth, video.videoHeight, CAMERA_SIDE, "dontInvert") : "";
    if (text) {
      const verdict = await check(text);
      if (verdict) return answer(verdict, true);
      find("notice").textContent = words["other-code"];
    }
    looking = setTimeout(look, 80);
  };

  const stop = () => {
    clearTimeout(looking);
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    video.srcObject = null;
    find("viewer").hidden = true;
    find("scan").hidden = false;
  };

  // --- files ---

  const checkFile = async (file) => {
    stop();
    if (file.size > MOST_FILE_BYTES) return notice("too-large");
    const bytes = new Uint8Array(await file.arrayBuffer());
    const latin = new TextDecoder("latin1").decode(bytes);
    const verdict = await check(latin.startsWith("%PDF-") ? await textOf(bytes, latin) : latin)
      ?? await check(await codeIn(file));
    if (verdict) return answer(verdict, true);
    notice(kindOf(latin, file));
  };

  const codeIn = async (file) => {
    let picture;
    try {
      picture = await createImageBitmap(file);
    } catch {
      return "";
    }
    for (const side of SIDES) {
      const text = seen(picture, picture.width, picture.height, side, "attemptBoth");
      if (text) return text;
    }
    return "";
  };

  // A certificate's PDF has its code attached as a text: each packed stream is looked into.
  const textOf = async (bytes, latin) => {
    const streams = /\/FlateDecode[^]{0,400}?stream\r?\n/g;
    let found = "", left = MOST_STREAMS;
    if (typeof DecompressionStream === "undefined") return latin;
    for (const match of latin.matchAll(streams)) {
      if (!left--) break;
      const begin = match.index + match[0].length, end = latin.indexOf("endstream", begin);
      const text = await inflated(bytes.subarray(begin, end < 0 ? undefined : end));
      if (text.includes("UJ1:")) found += `${text}\n`;
    }
    return found || latin;
  };

  const inflated = async (packed) => {
    const unpacking = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    const reader = unpacking.getReader(), decoder = new TextDecoder("latin1");
    let text = "";
    try {
      while (text.length < MOST_STREAM_BYTES) {
        const { done, value } = await reader.read();
        if (done) break;
        text += decoder.decode(value, { stream: true });
      }
      await reader.cancel();
    } catch {  // what stands behind the stream's end, or is no stream
    }
    return text;
  };

  const kindOf = (latin, file) => {
    if (latin.startsWith("%PDF-")) return "pdf";
    if (/openbadge|VerifiableCredential|eyJ[\w-]+\.eyJ/i.test(latin)) return "credential";
    return file.type.startsWith("image/") ? "picture" : "other";
  };

  // --- what is pressed ---

  find("scan").addEventListener("click", scan);
  find("stop").addEventListener("click", () => {
    stop();
    notice("");
    find("scan").focus();
  });
  find("typed").addEventListener("submit", async (event) => {
    event.preventDefault();
    stop();
    const text = find("text").value;
    const verdict = await check(text);
    if (verdict) return answer(verdict);
    notice(text.trim() ? kindOf(text, { type: "" }) === "credential" ? "credential" : "no-code" : "nothing");
  });
  find("file").addEventListener("change", async () => {
    const [file] = find("file").files;
    if (file) await checkFile(file);
    find("file").value = "";
  });
  find("another").addEventListener("click", () => {
    swap(false);
    find("text").value = "";
    find("scan").focus();
    scrollTo(0, 0);
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) checkFile(file);
  });
  addEventListener("pagehide", stop);

  find("language").replaceChildren(...Object.entries(known.words).map(([code, each]) => new Option(each.itself, code)));
  for (const option of find("language").options) option.lang = option.value;
  find("language").addEventListener("change", () => speak(find("language").value));
  speak(navigator.languages.map((each) => each.split("-")[0]).find((each) => each in known.words) ?? "en");
})();
