/** Side of a kept photo in pixels: the largest that is shown, on a display of twice the density. */
const side = 160;
const largest = 20 * 1024 * 1024;

/** The middle of a picture as a small JPEG, as a `data:` address. Rejects for what is no picture, or too much of one. */
export async function smallPhoto(picture: Blob): Promise<string> {
  if (picture.size > largest) throw new Error('the picture is too large');
  const bitmap = await createImageBitmap(picture);
  try {
    const cut = Math.min(bitmap.width, bitmap.height);
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    // What is transparent becomes white, not black.
    context.fillStyle = 'white';
    context.fillRect(0, 0, side, side);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, (bitmap.width - cut) / 2, (bitmap.height - cut) / 2, cut, cut, 0, 0, side, side);
    return await dataAddress(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 }));
  } finally {
    bitmap.close();
  }
}

function dataAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      if (typeof reader.result === 'string') resolve(reader.result);
    };
    reader.onerror = () => {
      reject(new Error('the picture could not be read'));
    };
    reader.readAsDataURL(blob);
  });
}
