/**
 * Creație originală, scrisă pentru nevoile reale ale firmei, nu un produs
 * preluat sau adaptat. Cod proprietar. Reutilizarea, copierea
 * sau distribuirea fără acordul scris al autorului sunt interzise.
 */
import type { Db } from '../database';
export const a = 1;
