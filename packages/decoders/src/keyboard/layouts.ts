import type { KeyboardLayout } from "./keyboard-layout.js";

const us: KeyboardLayout = {
  plain: ["`1234567890-=", "qwertyuiop[]", "asdfghjkl;'\\", "\\zxcvbnm,./"],
  shift: ["~!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"|', "|ZXCVBNM<>?"],
};

const uk: KeyboardLayout = {
  plain: ["`1234567890-=", "qwertyuiop[]", "asdfghjkl;'#", "\\zxcvbnm,./"],
  shift: ['¬!"£$%^&*()_+', "QWERTYUIOP{}", "ASDFGHJKL:@~", "|ZXCVBNM<>?"],
  altGr: ["¦   €        ", "  é   úíó   ", "á           ", "           "],
  shiftAltGr: ["             ", "  É   ÚÍÓ   ", "Á           ", "           "],
};

const de: KeyboardLayout = {
  plain: ["^1234567890ß´", "qwertzuiopü+", "asdfghjklöä#", "<yxcvbnm,.-"],
  shift: ['°!"§$%&/()=?`', "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ'", ">YXCVBNM;:_"],
  altGr: ["  ²³   {[]}\\ ", "@ €        ~", "            ", "|      µ   "],
  dead: { plain: "^´", shift: "`" },
};

const fr: KeyboardLayout = {
  plain: ["²&é\"'(-è_çà)=", "azertyuiop^$", "qsdfghjklmù*", "<wxcvbn,;:!"],
  shift: [" 1234567890°+", "AZERTYUIOP¨£", "QSDFGHJKLM%µ", ">WXCVBN?./§"],
  altGr: ["  ~#{[|`\\^@]}", "  €        ¤", "            ", "           "],
  dead: { plain: "^", shift: "¨", altGr: "~`" },
};

const es: KeyboardLayout = {
  plain: ["º1234567890'¡", "qwertyuiop`+", "asdfghjklñ´ç", "<zxcvbnm,.-"],
  shift: ['ª!"·$%&/()=?¿', "QWERTYUIOP^*", "ASDFGHJKLÑ¨Ç", ">ZXCVBNM;:_"],
  altGr: ["\\|@#~€¬      ", "  €       []", "          {}", "           "],
  dead: { plain: "`´", shift: "^¨", altGr: "~" },
};

const it: KeyboardLayout = {
  plain: ["\\1234567890'ì", "qwertyuiopè+", "asdfghjklòàù", "<zxcvbnm,.-"],
  shift: ['|!"£$%&/()=?^', "QWERTYUIOPé*", "ASDFGHJKLç°§", ">ZXCVBNM;:_"],
  altGr: ["     €       ", "  €       []", "         @# ", "           "],
  shiftAltGr: ["             ", "          {}", "            ", "           "],
};

/** The layouts that scanners are set to, as Windows has them: that is what the makers build by. */
export const KEYBOARD_LAYOUTS = { us, uk, de, fr, es, it } as const satisfies Readonly<Record<string, KeyboardLayout>>;

export type KeyboardLayoutName = keyof typeof KEYBOARD_LAYOUTS;
