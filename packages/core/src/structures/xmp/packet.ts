// Writes XMP packets (ISO 16684-1, 7): descriptions in their wrapper, without padding, as editing needs none.

/** A packet of these `rdf:Description` elements. */
export function xmpPacket(descriptions: string): Uint8Array {
  return wrapped(descriptions, '"r"');
}

/** A packet of nothing, for editing. */
export function emptyPacket(): Uint8Array {
  return wrapped('', '"w"');
}

function wrapped(descriptions: string, end: string): Uint8Array {
  return new TextEncoder().encode(
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>' +
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
      `${descriptions}</rdf:RDF></x:xmpmeta><?xpacket end=${end}?>`,
  );
}

/** A description with these namespaces and properties: attributes, and elements. */
export function xmpDescription(attributes: string, elements: string): string {
  return `<rdf:Description rdf:about=""${attributes}>${elements}</rdf:Description>`;
}
