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

const be: KeyboardLayout = {
  plain: ["²&é\"'(§è!çà)-", "azertyuiop^$", "qsdfghjklmùµ", "<wxcvbn,;:="],
  shift: ["³1234567890°_", "AZERTYUIOP¨*", "QSDFGHJKLM%£", ">WXCVBN?./+"],
  altGr: [" |@#  ^  {}  ", "  €       []", "          ´`", "\\         ~"],
  dead: { plain: "^", shift: "¨", altGr: "´`~" },
};

const es: KeyboardLayout = {
  plain: ["º1234567890'¡", "qwertyuiop`+", "asdfghjklñ´ç", "<zxcvbnm,.-"],
  shift: ['ª!"·$%&/()=?¿', "QWERTYUIOP^*", "ASDFGHJKLÑ¨Ç", ">ZXCVBNM;:_"],
  altGr: ["\\|@#~€¬      ", "  €       []", "          {}", "           "],
  dead: { plain: "`´", shift: "^¨", altGr: "~" },
};

const pt: KeyboardLayout = {
  plain: ["\\1234567890'«", "qwertyuiop+´", "asdfghjklçº~", "<zxcvbnm,.-"],
  shift: ['|!"#$%&/()=?»', "QWERTYUIOP*`", "ASDFGHJKLÇª^", ">ZXCVBNM;:_"],
  altGr: ["  @£§€ {[]}  ", "  €       ¨ ", "            ", "           "],
  dead: { plain: "´~", shift: "`^", altGr: "¨" },
};

const it: KeyboardLayout = {
  plain: ["\\1234567890'ì", "qwertyuiopè+", "asdfghjklòàù", "<zxcvbnm,.-"],
  shift: ['|!"£$%&/()=?^', "QWERTYUIOPé*", "ASDFGHJKLç°§", ">ZXCVBNM;:_"],
  altGr: ["     €       ", "  €       []", "         @# ", "           "],
  shiftAltGr: ["             ", "          {}", "            ", "           "],
};

const chDe: KeyboardLayout = {
  plain: ["§1234567890'^", "qwertzuiopü¨", "asdfghjklöä$", "<yxcvbnm,.-"],
  shift: ['°+"*ç%&/()=?`', "QWERTZUIOPè!", "ASDFGHJKLéà£", ">YXCVBNM;:_"],
  altGr: [" ¦@#°§¬|¢  ´~", "  €       []", "          {}", "\\          "],
  dead: { plain: "^¨", shift: "`", altGr: "´~" },
};

const chFr: KeyboardLayout = {
  ...chDe,
  plain: ["§1234567890'^", "qwertzuiopè¨", "asdfghjkléà$", "<yxcvbnm,.-"],
  shift: ['°+"*ç%&/()=?`', "QWERTZUIOPü!", "ASDFGHJKLöä£", ">YXCVBNM;:_"],
};

const se: KeyboardLayout = {
  plain: ["§1234567890+´", "qwertyuiopå¨", "asdfghjklöä'", "<zxcvbnm,.-"],
  shift: ['½!"#¤%&/()=?`', "QWERTYUIOPÅ^", "ASDFGHJKLÖÄ*", ">ZXCVBNM;:_"],
  altGr: ["  @£$€ {[]}\\ ", "  €        ~", "            ", "|      µ   "],
  dead: { plain: "´¨", shift: "`^", altGr: "~" },
};

const no: KeyboardLayout = {
  plain: ["|1234567890+\\", "qwertyuiopå¨", "asdfghjkløæ'", "<zxcvbnm,.-"],
  shift: ['§!"#¤%&/()=?`', "QWERTYUIOPÅ^", "ASDFGHJKLØÆ*", ">ZXCVBNM;:_"],
  altGr: ["  @£$€ {[]} ´", "  €        ~", "            ", "       µ   "],
  dead: { plain: "¨", shift: "`^", altGr: "´~" },
};

const dk: KeyboardLayout = {
  plain: ["½1234567890+´", "qwertyuiopå¨", "asdfghjklæø'", "<zxcvbnm,.-"],
  shift: ['§!"#¤%&/()=?`', "QWERTYUIOPÅ^", "ASDFGHJKLÆØ*", ">ZXCVBNM;:_"],
  altGr: ["  @£$€ {[]} |", "  €        ~", "            ", "\\      µ   "],
  dead: { plain: "´¨", shift: "`^", altGr: "~" },
};

const cz: KeyboardLayout = {
  plain: [";+ěščřžýáíé=´", "qwertzuiopú)", "asdfghjklů§¨", "\\yxcvbnm,.-"],
  shift: ["°1234567890%ˇ", "QWERTZUIOP/(", "ASDFGHJKL\"!'", "|YXCVBNM?:_"],
  altGr: [" ~ˇ^˘°˛`˙´˝¨¸", "\\|€       ÷×", " đĐ[]  łŁ$ß¤", "  #&@{} <>*"],
  dead: { plain: "´¨", shift: "°ˇ", altGr: "ˇ^˘°˛`˙´˝¨¸" },
};

const jp: KeyboardLayout = {
  plain: [" 1234567890-^", "qwertyuiop@[", "asdfghjkl;:]", " zxcvbnm,./", "\\\\"],
  shift: [" !\"#$%&'() =~", "QWERTYUIOP`{", "ASDFGHJKL+*}", " ZXCVBNM<>?", "_|"],
};

/** The layouts that scanners can be set to, as Windows has them, since that is what their makers go by. Finland's is `se`. */
export const KEYBOARD_LAYOUTS = {
  us,
  uk,
  de,
  fr,
  be,
  es,
  pt,
  it,
  chDe,
  chFr,
  se,
  no,
  dk,
  cz,
  jp,
} as const satisfies Readonly<Record<string, KeyboardLayout>>;

/** The name of one of them. */
export type KeyboardLayoutName = keyof typeof KEYBOARD_LAYOUTS;
