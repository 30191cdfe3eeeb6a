/** A device as the user chose it. Ids change with the profile and the port, so the label is kept beside it; both empty follows the system. */
export interface DeviceChoice {
  readonly id: string;
  readonly label: string;
}

/** What the media need from the settings; the phone's settings have these fields and more. */
export interface MediaSettings {
  readonly microphone: DeviceChoice;
  readonly speaker: DeviceChoice;
  readonly ringDevice: DeviceChoice;
  /** 0 to 1 */
  readonly callVolume: number;
  /** 0 to 1 */
  readonly ringVolume: number;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
  /** Keep the microphone open between calls; otherwise the system's indicator goes out with the last call. */
  readonly warmMicrophone: boolean;
}
