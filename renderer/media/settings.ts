/** A device as the user chose it. Ids change with the profile and the port: label and group stand beside it. */
export interface DeviceChoice {
  /** `default`: what the system uses. */
  readonly id: string;
  readonly label: string;
  /** Microphone and speaker of one headset share it. */
  readonly group: string;
}

export interface RingerChoice extends DeviceChoice {
  /** 0 to 1 */
  readonly volume: number;
}

export interface OpusSettings {
  /** kbit/s (maxaveragebitrate, RFC 7587) */
  readonly bitrate: number;
  /** Forward error correction (useinbandfec) */
  readonly fec: boolean;
  /** Nothing is sent while nobody speaks (usedtx). */
  readonly dtx: boolean;
  /** ms of sound in a packet (ptime): 10, 20, 40 or 60 */
  readonly packetTime: number;
}

/** What the media need from the settings; the phone's settings have these fields and more. */
export interface MediaSettings {
  /** Best first: the first that is plugged in is used; none of them, or an empty list, follows the system. */
  readonly microphones: readonly DeviceChoice[];
  readonly speakers: readonly DeviceChoice[];
  /** All of them that are plugged in ring; without any the system's device does, at `ringVolume`. */
  readonly ringers: readonly RingerChoice[];
  /** 0 to 1 */
  readonly callVolume: number;
  /** 0 to 1 */
  readonly ringVolume: number;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
  /** Keep the microphone open between calls; otherwise the system's indicator goes out with the last call. */
  readonly warmMicrophone: boolean;
  readonly codecOrder: readonly string[];
  readonly codecDelete: readonly string[];
  readonly codecPriority: readonly string[];
  readonly opus: OpusSettings;
}
