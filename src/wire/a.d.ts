export declare const y = 1;
export declare const z: any;
