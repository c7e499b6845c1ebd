export const ROOM = "outputs";
