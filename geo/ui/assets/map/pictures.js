// Pictures of the map, for files and for paper; loaded after the first map.

export { savePicture } from "./png_export.js";
export { PrintPicture } from "./print_picture.js";
