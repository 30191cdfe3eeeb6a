/** Hands a file to the user, as a download: the system asks where it belongs. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; it holds the content by itself.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
