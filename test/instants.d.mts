export declare const weekday: string;
export declare const days: readonly string[];
